#include "output_buffer.h"

#include <stdlib.h>
#include <string.h>

bool output_buffer_reserve(output_buffer *buffer, size_t extra) {
    if (extra > SIZE_MAX / 2 - buffer->count) return false;
    size_t needed = buffer->count + extra;
    if (needed <= buffer->capacity) return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 32768;
    while (capacity < needed) capacity *= 2;
    uint8_t *bytes = realloc(buffer->bytes, capacity);
    if (!bytes) return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

bool output_buffer_append(output_buffer *buffer, const uint8_t *bytes, size_t count) {
    if (!output_buffer_reserve(buffer, count)) return false;
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
    return true;
}

void output_buffer_take(output_buffer *buffer, uint8_t *destination) {
    if (buffer->count) memcpy(destination, buffer->bytes, buffer->count);
    buffer->count = 0;
}

void output_buffer_free(output_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (output_buffer){0};
}
