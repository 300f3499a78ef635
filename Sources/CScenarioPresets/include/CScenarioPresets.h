#ifndef FAUXTO_SCENARIO_PRESETS_H
#define FAUXTO_SCENARIO_PRESETS_H

#include <stddef.h>

/// One scenario file, built into the program.
struct scenario_preset {
    /// The file's name without its ending, such as "flaky".
    const char *name;
    /// The file's bytes (UTF-8, no byte order mark).
    const unsigned char *bytes;
    size_t length;
};

/// Every preset, the calm before the worse; writes their number to `count`.
const struct scenario_preset *scenario_presets(size_t *count);

#endif
