#ifndef FAUXTO_IMAGE_CODECS_H
#define FAUXTO_IMAGE_CODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libpng and libjpeg report errors by longjmp, which must never cross a Swift frame. Every function here that calls
// them sets its own jump target, so that an error comes back as a plain return value with words beside it, the
// library's own where it has any.
//
// Pixels are 8-bit RGB everywhere: rows from top to bottom, without padding, three bytes a pixel.

/// An encoder that turns bands of rows into the bytes of one PNG file (colour type 2).
typedef struct fauxto_png_encoder fauxto_png_encoder;

/// Begins a file of the given size; NULL when memory runs out.
fauxto_png_encoder *fauxto_png_encoder_create(uint32_t width, uint32_t height);
/// Writes the signature and the header, and after them, unless it is NULL, a text under a keyword (an uncompressed iTXt
/// chunk); the keyword has 1 to 79 characters of printable ASCII, the text is UTF-8.
bool fauxto_png_encoder_begin(fauxto_png_encoder *encoder, const char *keyword, const char *text);
/// Encodes the next `count` rows.
bool fauxto_png_encoder_rows(fauxto_png_encoder *encoder, const uint8_t *rgb, uint32_t count);
/// Ends the file, after the last row.
bool fauxto_png_encoder_finish(fauxto_png_encoder *encoder);
/// How many bytes have come out since the last `take`.
size_t fauxto_png_encoder_pending(const fauxto_png_encoder *encoder);
/// Moves the pending bytes to `destination`, which has room for them.
void fauxto_png_encoder_take(fauxto_png_encoder *encoder, uint8_t *destination);
/// What went wrong, in libpng's words.
const char *fauxto_png_encoder_message(const fauxto_png_encoder *encoder);
/// Frees everything; NULL is let pass.
void fauxto_png_encoder_destroy(fauxto_png_encoder *encoder);

/// An encoder that turns bands of rows into the bytes of one baseline JPEG file (JFIF, YCbCr 4:2:0).
typedef struct fauxto_jpeg_encoder fauxto_jpeg_encoder;

/// Begins a file of the given size and quality (1…100); NULL when memory runs out.
fauxto_jpeg_encoder *fauxto_jpeg_encoder_create(uint32_t width, uint32_t height, int quality);
/// Writes the header and after it, unless it is NULL, a comment of at most 65,533 bytes.
bool fauxto_jpeg_encoder_begin(fauxto_jpeg_encoder *encoder, const char *comment);
/// Encodes the next `count` rows.
bool fauxto_jpeg_encoder_rows(fauxto_jpeg_encoder *encoder, const uint8_t *rgb, uint32_t count);
/// Ends the file, after the last row.
bool fauxto_jpeg_encoder_finish(fauxto_jpeg_encoder *encoder);
/// How many bytes have come out since the last `take`.
size_t fauxto_jpeg_encoder_pending(const fauxto_jpeg_encoder *encoder);
/// Moves the pending bytes to `destination`, which has room for them.
void fauxto_jpeg_encoder_take(fauxto_jpeg_encoder *encoder, uint8_t *destination);
/// What went wrong, in libjpeg's words.
const char *fauxto_jpeg_encoder_message(const fauxto_jpeg_encoder *encoder);
/// Frees everything; NULL is let pass.
void fauxto_jpeg_encoder_destroy(fauxto_jpeg_encoder *encoder);

/// The file formats that are read.
typedef enum {
    /// Every colour type and depth, interlaced or not.
    FAUXTO_FILE_PNG,
    /// Baseline or progressive; grayscale, YCbCr, RGB, CMYK or YCCK.
    FAUXTO_FILE_JPEG,
    /// Lossy or lossless; of an animation the first frame, on its canvas.
    FAUXTO_FILE_WEBP,
    /// The first frame on its logical screen; what follows it is not looked at.
    FAUXTO_FILE_GIF,
} fauxto_file_format;

/// What became of a decoding step.
typedef enum {
    FAUXTO_DECODE_OK = 0,
    /// The bytes break the format's rules, or end too early.
    FAUXTO_DECODE_CORRUPT = 1,
    /// A valid file that uses a feature the library cannot read.
    FAUXTO_DECODE_UNSUPPORTED = 2,
} fauxto_decode_status;

/// A decoder of one file.
typedef struct fauxto_decoder fauxto_decoder;

/// Makes a decoder of bytes that stay in place until it is destroyed; NULL when memory runs out.
fauxto_decoder *fauxto_decoder_create(fauxto_file_format format, const uint8_t *bytes, size_t count);
/// Reads the header alone: no pixel is decoded and nothing of the picture's size is allocated. A side may be 0.
fauxto_decode_status fauxto_decoder_header(fauxto_decoder *decoder, uint32_t *width, uint32_t *height);
/// Decodes every row to `rgb` (width × height × 3 bytes), after the header was read. What is transparent is laid over
/// white; the orientation is not applied.
fauxto_decode_status fauxto_decoder_pixels(fauxto_decoder *decoder, uint8_t *rgb);
/// The file's Exif data after the pixels were decoded, from its TIFF header or from "Exif" on; NULL when there is none.
const uint8_t *fauxto_decoder_exif(const fauxto_decoder *decoder, size_t *count);
/// What went wrong.
const char *fauxto_decoder_message(const fauxto_decoder *decoder);
/// Frees everything; NULL is let pass.
void fauxto_decoder_destroy(fauxto_decoder *decoder);

#endif
