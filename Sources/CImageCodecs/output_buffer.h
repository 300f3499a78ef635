#ifndef FAUXTO_OUTPUT_BUFFER_H
#define FAUXTO_OUTPUT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Encoded bytes that wait to be taken.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} output_buffer;

/// Makes room for `extra` more bytes; false when memory runs out.
bool output_buffer_reserve(output_buffer *buffer, size_t extra);
/// Appends bytes; false when memory runs out.
bool output_buffer_append(output_buffer *buffer, const uint8_t *bytes, size_t count);
/// Moves everything to `destination` and keeps the room for what comes next.
void output_buffer_take(output_buffer *buffer, uint8_t *destination);
/// Frees the memory.
void output_buffer_free(output_buffer *buffer);

#endif
