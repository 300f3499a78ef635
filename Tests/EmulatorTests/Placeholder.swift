// The first file of EmulatorTests replaces this one.
