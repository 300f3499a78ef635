// The first file of ContractsTests replaces this one.
