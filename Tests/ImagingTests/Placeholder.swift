// The first file of ImagingTests replaces this one.
