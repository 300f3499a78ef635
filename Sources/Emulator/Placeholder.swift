// The first file of Emulator replaces this one.
