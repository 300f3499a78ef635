// The first file of SimulationTests replaces this one.
