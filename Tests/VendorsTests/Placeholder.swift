// The first file of VendorsTests replaces this one.
