#include "decoder.h"

#include <stdio.h>
#include <stdlib.h>

static const decoder_format *format_of(fauxto_file_format format) {
    switch (format) {
        case FAUXTO_FILE_PNG: return &png_format;
        case FAUXTO_FILE_JPEG: return &jpeg_format;
        case FAUXTO_FILE_WEBP: return &webp_format;
        case FAUXTO_FILE_GIF: return &gif_format;
    }
    return NULL;
}

fauxto_decoder *fauxto_decoder_create(fauxto_file_format format, const uint8_t *bytes, size_t count) {
    const decoder_format *functions = format_of(format);
    fauxto_decoder *decoder = functions ? calloc(1, functions->size) : NULL;
    if (!decoder) return NULL;
    decoder->format = functions;
    decoder->bytes = bytes;
    decoder->count = count;
    if (functions->begin && !functions->begin(decoder)) {
        fauxto_decoder_destroy(decoder);
        return NULL;
    }
    return decoder;
}

fauxto_decode_status fauxto_decoder_header(fauxto_decoder *decoder, uint32_t *width, uint32_t *height) {
    return decoder->format->header(decoder, width, height);
}

fauxto_decode_status fauxto_decoder_pixels(fauxto_decoder *decoder, uint8_t *rgb) {
    return decoder->format->pixels(decoder, rgb);
}

const uint8_t *fauxto_decoder_exif(const fauxto_decoder *decoder, size_t *count) {
    *count = decoder->exif_count;
    return decoder->exif;
}

const char *fauxto_decoder_message(const fauxto_decoder *decoder) { return decoder->message; }

void fauxto_decoder_destroy(fauxto_decoder *decoder) {
    if (!decoder) return;
    if (decoder->format->end) decoder->format->end(decoder);
    free(decoder->scratch);
    free(decoder);
}

fauxto_decode_status decoder_fails(fauxto_decoder *decoder, fauxto_decode_status status, const char *reason) {
    snprintf(decoder->message, sizeof decoder->message, "%s", reason);
    return status;
}

void flatten_row(const uint8_t *rgba, uint8_t *rgb, uint32_t width) {
    for (uint32_t pixel = 0; pixel < width; pixel++, rgba += 4, rgb += 3) {
        unsigned alpha = rgba[3], white = 255 * (255 - alpha) + 127;
        for (int channel = 0; channel < 3; channel++) rgb[channel] = (uint8_t)((rgba[channel] * alpha + white) / 255);
    }
}
