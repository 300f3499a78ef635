/// The way into libFuzzer (https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library), which has no header of its
/// own for it.

#ifndef CLIBFUZZER_H
#define CLIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Runs a test with the arguments that libFuzzer understands; gives the program's exit status.
int LLVMFuzzerRunDriver(int *argument_count, char ***arguments, int (*test)(const uint8_t *bytes, size_t count));

#endif
