#ifndef FAUXTO_CONTRACTS_H
#define FAUXTO_CONTRACTS_H

#include <stddef.h>

/// One contract file, built into the program.
struct contract_file {
    /// The vendor's folder and the model's file, without its ending, such as "vendor/model".
    const char *name;
    /// The file's bytes (UTF-8, no byte order mark).
    const unsigned char *bytes;
    size_t length;
};

/// Every contract file; writes their number to `count`.
const struct contract_file *contract_files(size_t *count);

/// The file of all models' list prices (UTF-8, no byte order mark); writes its length in bytes to `length`.
const unsigned char *price_file(size_t *length);

#endif
