#include "decoder.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    fauxto_decoder base;
    png_structp png;
    png_infop info;
    size_t position;
} png_decoder;

static void fail(png_structp png, png_const_charp message) {
    decoder_fails(png_get_error_ptr(png), FAUXTO_DECODE_CORRUPT, message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep destination, size_t wanted) {
    png_decoder *decoder = png_get_io_ptr(png);
    if (wanted > decoder->base.count - decoder->position) png_error(png, "the file ends too early");
    memcpy(destination, decoder->base.bytes + decoder->position, wanted);
    decoder->position += wanted;
}

static bool begin(fauxto_decoder *base) {
    png_decoder *decoder = (png_decoder *)base;
    decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, fail, ignore_warning);
    if (decoder->png) decoder->info = png_create_info_struct(decoder->png);
    return decoder->info != NULL;
}

static fauxto_decode_status read_header(fauxto_decoder *base, uint32_t *width, uint32_t *height) {
    png_decoder *decoder = (png_decoder *)base;
    png_structp png = decoder->png;
    if (setjmp(png_jmpbuf(png))) return FAUXTO_DECODE_CORRUPT;
    // The caller limits the size, in words of its own; libpng's limit would make a large picture a corrupt one.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    // Texts and profiles may be compressed, a thousand of them of eight megabytes each: only what makes up the picture
    // is read, and the orientation.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, (png_const_bytep)"eXIf", 1);
    png_set_read_fn(png, decoder, read_bytes);
    png_read_info(png, decoder->info);
    *width = png_get_image_width(png, decoder->info);
    *height = png_get_image_height(png, decoder->info);
    return FAUXTO_DECODE_OK;
}

static fauxto_decode_status read_pixels(fauxto_decoder *base, uint8_t *rgb) {
    png_decoder *decoder = (png_decoder *)base;
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
        // One row, or the whole picture when it is interlaced.
        base->scratch = calloc(passes > 1 ? height : 1, scratch_stride);
        if (!base->scratch) png_error(png, "out of memory");
    }
    if (png_get_rowbytes(png, decoder->info) != (has_alpha ? scratch_stride : stride)) {
        png_error(png, "unexpected row size");
    }
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < height; y++) {
            uint8_t *scratch = base->scratch + (passes > 1 ? y * scratch_stride : 0);
            png_read_row(png, has_alpha ? scratch : rgb + y * stride, NULL);
            if (has_alpha && pass == passes - 1) flatten_row(scratch, rgb + y * stride, width);
        }
    }
    png_read_end(png, decoder->info);
    png_uint_32 exif_count = 0;
    png_bytep exif = NULL;
    if (png_get_eXIf_1(png, decoder->info, &exif_count, &exif)) {
        base->exif = exif;
        base->exif_count = exif_count;
    }
    return FAUXTO_DECODE_OK;
}

static void end(fauxto_decoder *base) {
    png_decoder *decoder = (png_decoder *)base;
    png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
}

const decoder_format png_format = {sizeof(png_decoder), begin, read_header, read_pixels, end};
