// The first file of FauxtoTests replaces this one.
