// The first file of Contracts replaces this one.
