#include "include/CImageCodecs.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fauxto_png_decoder {
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    size_t count;
    size_t position;
    /// Pixels with alpha that are not flattened yet: one row, or the whole picture when it is interlaced.
    uint8_t *scratch;
    char message[200];
};

static void fail(png_structp png, png_const_charp message) {
    fauxto_png_decoder *decoder = png_get_error_ptr(png);
    snprintf(decoder->message, sizeof decoder->message, "%s", message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep destination, size_t wanted) {
    fauxto_png_decoder *decoder = png_get_io_ptr(png);
    if (wanted > decoder->count - decoder->position) png_error(png, "the file ends too early");
    memcpy(destination, decoder->bytes + decoder->position, wanted);
    decoder->position += wanted;
}

fauxto_png_decoder *fauxto_png_decoder_create(const uint8_t *bytes, size_t count) {
    fauxto_png_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) return NULL;
    decoder->bytes = bytes;
    decoder->count = count;
    decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, fail, ignore_warning);
    if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
    if (!decoder->info) {
        fauxto_png_decoder_destroy(decoder);
        return NULL;
    }
    return decoder;
}

fauxto_decode_status fauxto_png_decoder_header(fauxto_png_decoder *decoder, uint32_t *width, uint32_t *height) {
    png_structp png = decoder->png;
    if (setjmp(png_jmpbuf(png))) return FAUXTO_DECODE_CORRUPT;
    // The caller limits the size, in words of its own; libpng's limit would make a large picture a corrupt one.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_read_fn(png, decoder, read_bytes);
    png_read_info(png, decoder->info);
    *width = png_get_image_width(png, decoder->info);
    *height = png_get_image_height(png, decoder->info);
    return FAUXTO_DECODE_OK;
}

/// Lays a row of RGBA over white.
static void flatten(const uint8_t *rgba, uint8_t *rgb, uint32_t width) {
    for (uint32_t pixel = 0; pixel < width; pixel++, rgba += 4, rgb += 3) {
        unsigned alpha = rgba[3], white = 255 * (255 - alpha) + 127;
        for (int channel = 0; channel < 3; channel++) rgb[channel] = (uint8_t)((rgba[channel] * alpha + white) / 255);
    }
}

fauxto_decode_status fauxto_png_decoder_pixels(fauxto_png_decoder *decoder, uint8_t *rgb) {
    png_structp png = decoder->png;
    if (setjmp(png_jmpbuf(png))) return FAUXTO_DECODE_CORRUPT;
    uint32_t width = png_get_image_width(png, decoder->info);
    uint32_t height = png_get_image_height(png, decoder->info);
    bool has_alpha = (png_get_color_type(png, decoder->info) & PNG_COLOR_MASK_ALPHA)
        || png_get_valid(png, decoder->info, PNG_INFO_tRNS);
    // Palettes and depths below 8 become 8-bit samples, a tRNS chunk becomes alpha.
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, decoder->info);

    size_t stride = (size_t)width * 3, scratch_stride = (size_t)width * 4;
    if (has_alpha) {
        decoder->scratch = calloc(passes > 1 ? height : 1, scratch_stride);
        if (!decoder->scratch) png_error(png, "out of memory");
    }
    if (png_get_rowbytes(png, decoder->info) != (has_alpha ? scratch_stride : stride)) {
        png_error(png, "unexpected row size");
    }
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < height; y++) {
            uint8_t *scratch = decoder->scratch + (passes > 1 ? y * scratch_stride : 0);
            png_read_row(png, has_alpha ? scratch : rgb + y * stride, NULL);
            if (has_alpha && pass == passes - 1) flatten(scratch, rgb + y * stride, width);
        }
    }
    png_read_end(png, NULL);
    return FAUXTO_DECODE_OK;
}

const char *fauxto_png_decoder_message(const fauxto_png_decoder *decoder) { return decoder->message; }

void fauxto_png_decoder_destroy(fauxto_png_decoder *decoder) {
    if (!decoder) return;
    png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
    free(decoder->scratch);
    free(decoder);
}
