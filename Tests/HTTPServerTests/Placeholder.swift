// The first file of HTTPServerTests replaces this one.
