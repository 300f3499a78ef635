#ifndef FAUXTO_DECODER_H
#define FAUXTO_DECODER_H

#include "include/CImageCodecs.h"

/// What a file format brings to `fauxto_decoder`.
typedef struct {
    /// The size of its decoder, which begins with a `fauxto_decoder`.
    size_t size;
    /// Takes what memory the library needs from the start, false when there is none; NULL when it needs nothing.
    bool (*begin)(fauxto_decoder *);
    fauxto_decode_status (*header)(fauxto_decoder *, uint32_t *width, uint32_t *height);
    fauxto_decode_status (*pixels)(fauxto_decoder *, uint8_t *rgb);
    /// Frees what the library holds, whatever came before; NULL when it holds nothing.
    void (*end)(fauxto_decoder *);
} decoder_format;

extern const decoder_format png_format, jpeg_format, webp_format, gif_format;

/// What the decoders of all formats have.
struct fauxto_decoder {
    const decoder_format *format;
    const uint8_t *bytes;
    size_t count;
    /// Exif data, in memory that lasts as long as the decoder.
    const uint8_t *exif;
    size_t exif_count;
    /// Pixels on their way to the caller's; freed with the decoder.
    uint8_t *scratch;
    char message[200];
};

/// Keeps the reason for a failure, and gives back the status.
fauxto_decode_status decoder_fails(fauxto_decoder *decoder, fauxto_decode_status status, const char *reason);

/// Lays a row of RGBA over white.
void flatten_row(const uint8_t *rgba, uint8_t *rgb, uint32_t width);

#endif
