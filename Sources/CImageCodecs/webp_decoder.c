#include "decoder.h"

#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>

/// Bytes within the file.
typedef struct {
    const uint8_t *bytes;
    size_t count;
} byte_range;

typedef struct {
    fauxto_decoder base;
    /// The chunks of the file, behind its signature.
    byte_range chunks;
    uint32_t canvas_width;
    uint32_t canvas_height;
    bool is_animation;
    /// Where the picture lies on the canvas; elsewhere than at its corner only in an animation.
    uint32_t left;
    uint32_t top;
    byte_range picture;
} webp_decoder;

enum { chunk_header = 8, file_header = 12, frame_header = 16 };

static uint32_t little_endian(const uint8_t *bytes, int count) {
    uint32_t number = 0;
    while (count-- > 0) number = number << 8 | bytes[count];
    return number;
}

/// Finds the first chunk of a kind: four letters, the length of the payload, the payload, and a byte more where that
/// length is odd (RFC 9649, 2.3).
static bool find_chunk(byte_range chunks, const char *kind, byte_range *found) {
    while (chunks.count >= chunk_header) {
        const uint8_t *payload = chunks.bytes + chunk_header;
        size_t rest = chunks.count - chunk_header;
        size_t count = little_endian(chunks.bytes + 4, 4);
        if (count > rest) return false;
        if (memcmp(chunks.bytes, kind, 4) == 0) {
            *found = (byte_range){payload, count};
            return true;
        }
        size_t padded = count + (count & 1);
        if (padded > rest) return false;
        chunks = (byte_range){payload + padded, rest - padded};
    }
    return false;
}

/// Words a failure of libwebp.
static fauxto_decode_status fails(webp_decoder *decoder, VP8StatusCode code) {
    switch (code) {
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return decoder_fails(&decoder->base, FAUXTO_DECODE_UNSUPPORTED, "a feature of WebP that is not known");
        case VP8_STATUS_OUT_OF_MEMORY:
            return decoder_fails(&decoder->base, FAUXTO_DECODE_CORRUPT, "out of memory");
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED:
            return decoder_fails(&decoder->base, FAUXTO_DECODE_CORRUPT, "the picture ends too early");
        default:
            return decoder_fails(&decoder->base, FAUXTO_DECODE_CORRUPT, "the picture breaks the rules of WebP");
    }
}

static fauxto_decode_status is_corrupt(webp_decoder *decoder, const char *reason) {
    return decoder_fails(&decoder->base, FAUXTO_DECODE_CORRUPT, reason);
}

/// Finds the first frame of an animation: its place and size, then a picture without the header of a file (RFC 9649,
/// 2.7.1.1).
static fauxto_decode_status find_frame(webp_decoder *decoder) {
    byte_range frame;
    if (!find_chunk(decoder->chunks, "ANMF", &frame) || frame.count < frame_header) {
        return is_corrupt(decoder, "the animation has no frame");
    }
    decoder->left = little_endian(frame.bytes, 3) * 2;
    decoder->top = little_endian(frame.bytes + 3, 3) * 2;
    uint32_t width = little_endian(frame.bytes + 6, 3) + 1, height = little_endian(frame.bytes + 9, 3) + 1;
    if (decoder->left + width > decoder->canvas_width || decoder->top + height > decoder->canvas_height) {
        return is_corrupt(decoder, "the first frame reaches outside the canvas");
    }
    decoder->picture = (byte_range){frame.bytes + frame_header, frame.count - frame_header};
    WebPBitstreamFeatures features;
    VP8StatusCode code = WebPGetFeatures(decoder->picture.bytes, decoder->picture.count, &features);
    if (code != VP8_STATUS_OK) return fails(decoder, code);
    if ((uint32_t)features.width != width || (uint32_t)features.height != height) {
        return is_corrupt(decoder, "the first frame has not the size that it announces");
    }
    return FAUXTO_DECODE_OK;
}

static fauxto_decode_status read_header(fauxto_decoder *base, uint32_t *width, uint32_t *height) {
    webp_decoder *decoder = (webp_decoder *)base;
    if (base->count < file_header) return is_corrupt(decoder, "the file ends too early");
    size_t count = little_endian(base->bytes + 4, 4);
    if (count > base->count - chunk_header) return is_corrupt(decoder, "the file ends too early");
    if (count < file_header - chunk_header) return is_corrupt(decoder, "the file says that it is empty");
    decoder->chunks = (byte_range){base->bytes + file_header, chunk_header + count - file_header};
    decoder->picture = (byte_range){base->bytes, chunk_header + count};
    WebPBitstreamFeatures features;
    VP8StatusCode code = WebPGetFeatures(decoder->picture.bytes, decoder->picture.count, &features);
    if (code != VP8_STATUS_OK) return fails(decoder, code);
    *width = decoder->canvas_width = (uint32_t)features.width;
    *height = decoder->canvas_height = (uint32_t)features.height;
    decoder->is_animation = features.has_animation;
    return FAUXTO_DECODE_OK;
}

static fauxto_decode_status read_pixels(fauxto_decoder *base, uint8_t *rgb) {
    webp_decoder *decoder = (webp_decoder *)base;
    if (decoder->is_animation) {
        fauxto_decode_status status = find_frame(decoder);
        if (status != FAUXTO_DECODE_OK) return status;
    }
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return is_corrupt(decoder, "libwebp is of another version");
    VP8StatusCode code = WebPGetFeatures(decoder->picture.bytes, decoder->picture.count, &config.input);
    if (code != VP8_STATUS_OK) return fails(decoder, code);
    uint32_t width = (uint32_t)config.input.width, height = (uint32_t)config.input.height;
    size_t stride = (size_t)decoder->canvas_width * 3, scratch_stride = (size_t)width * 4;
    memset(rgb, 255, stride * decoder->canvas_height);
    uint8_t *place = rgb + decoder->top * stride + (size_t)decoder->left * 3;

    WebPRGBABuffer *output = &config.output.u.RGBA;
    config.output.is_external_memory = 1;
    if (config.input.has_alpha) {
        base->scratch = calloc(height, scratch_stride);
        if (!base->scratch) return is_corrupt(decoder, "out of memory");
        config.output.colorspace = MODE_RGBA;
        *output = (WebPRGBABuffer){base->scratch, (int)scratch_stride, height * scratch_stride};
    } else {
        config.output.colorspace = MODE_RGB;
        *output = (WebPRGBABuffer){place, (int)stride, (height - 1) * stride + (size_t)width * 3};
    }
    code = WebPDecode(decoder->picture.bytes, decoder->picture.count, &config);
    WebPFreeDecBuffer(&config.output);
    if (code != VP8_STATUS_OK) return fails(decoder, code);
    for (uint32_t y = 0; config.input.has_alpha && y < height; y++) {
        flatten_row(base->scratch + y * scratch_stride, place + y * stride, width);
    }
    byte_range exif;
    if (find_chunk(decoder->chunks, "EXIF", &exif)) {
        base->exif = exif.bytes;
        base->exif_count = exif.count;
    }
    return FAUXTO_DECODE_OK;
}

const decoder_format webp_format = {sizeof(webp_decoder), NULL, read_header, read_pixels, NULL};
