// The first file of HTTPTests replaces this one.
