#include "include/CImageCodecs.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>

#include "output_buffer.h"

struct fauxto_png_encoder {
    png_structp png;
    png_infop info;
    uint32_t width;
    uint32_t height;
    output_buffer output;
    char message[200];
};

static void fail(png_structp png, png_const_charp message) {
    fauxto_png_encoder *encoder = png_get_error_ptr(png);
    snprintf(encoder->message, sizeof encoder->message, "%s", message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    fauxto_png_encoder *encoder = png_get_io_ptr(png);
    if (!output_buffer_append(&encoder->output, bytes, count)) png_error(png, "out of memory");
}

static void flush_nothing(png_structp png) { (void)png; }

fauxto_png_encoder *fauxto_png_encoder_create(uint32_t width, uint32_t height) {
    fauxto_png_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder) return NULL;
    encoder->width = width;
    encoder->height = height;
    encoder->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, encoder, fail, ignore_warning);
    if (encoder->png) encoder->info = png_create_info_struct(encoder->png);
    if (!encoder->info) {
        fauxto_png_encoder_destroy(encoder);
        return NULL;
    }
    return encoder;
}

bool fauxto_png_encoder_begin(fauxto_png_encoder *encoder, const char *keyword, const char *text) {
    png_structp png = encoder->png;
    if (setjmp(png_jmpbuf(png))) return false;
    png_set_write_fn(png, encoder, write_bytes, flush_nothing);
    png_set_IHDR(
        png, encoder->info, encoder->width, encoder->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    // The artwork is made of runs of one colour, which deflate finds as they are: at 1024×768, filtering costs 1.5 ms
    // and makes nothing smaller. Its hash table is cleared and shifted with every window, so a small one (memory level
    // 5 instead of 8) saves another millisecond.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, 1);
    png_set_compression_mem_level(png, 5);
    if (text) {
        // libpng copies the text, though its declaration does not promise to leave it alone.
        png_text chunk = {
            .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *)keyword, .text = (char *)text, .lang = "",
            .lang_key = ""};
        png_set_text(png, encoder->info, &chunk, 1);
    }
    png_write_info(png, encoder->info);
    return true;
}

bool fauxto_png_encoder_rows(fauxto_png_encoder *encoder, const uint8_t *rgb, uint32_t count) {
    if (setjmp(png_jmpbuf(encoder->png))) return false;
    size_t stride = (size_t)encoder->width * 3;
    for (uint32_t row = 0; row < count; row++) png_write_row(encoder->png, rgb + row * stride);
    return true;
}

bool fauxto_png_encoder_finish(fauxto_png_encoder *encoder) {
    if (setjmp(png_jmpbuf(encoder->png))) return false;
    png_write_end(encoder->png, NULL);
    return true;
}

size_t fauxto_png_encoder_pending(const fauxto_png_encoder *encoder) { return encoder->output.count; }

void fauxto_png_encoder_take(fauxto_png_encoder *encoder, uint8_t *destination) {
    output_buffer_take(&encoder->output, destination);
}

const char *fauxto_png_encoder_message(const fauxto_png_encoder *encoder) { return encoder->message; }

void fauxto_png_encoder_destroy(fauxto_png_encoder *encoder) {
    if (!encoder) return;
    png_destroy_write_struct(&encoder->png, &encoder->info);
    output_buffer_free(&encoder->output);
    free(encoder);
}
