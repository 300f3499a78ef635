// The first file of JSONTests replaces this one.
