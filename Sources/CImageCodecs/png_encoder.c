#include "include/CImageCodecs.h"

#include <isa-l.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output_buffer.h"

enum {
    /// The compressed bytes of one IDAT chunk, but for the last.
    chunk_size = 32768,
    /// About how many bytes of rows are compressed at once: they stay in the second-level cache.
    band_size = 131072,
    compression_level = 1,
    /// The filter byte that precedes each row: 0, none. The artwork is made of runs of one colour, which deflate finds
    /// as they are.
    no_filter = 0,
};

/// libpng writes the file; the rows are compressed by ISA-L, five times as fast as by zlib.
struct fauxto_png_encoder {
    png_structp png;
    png_infop info;
    uint32_t width;
    uint32_t height;
    struct isal_zstream deflate;
    /// Rows on their way into the compressor, each with its filter byte.
    uint8_t *band;
    uint32_t rows_in_band;
    /// The compressor keeps words of eight bytes in it.
    _Alignas(16) uint8_t level_buffer[ISAL_DEF_LVL1_DEFAULT];
    uint8_t chunk[chunk_size];
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

/// The bytes of one row with its filter byte.
static size_t row_size(const fauxto_png_encoder *encoder) { return 1 + (size_t)encoder->width * 3; }

static uint32_t rows_at_once(const fauxto_png_encoder *encoder) {
    size_t rows = band_size / row_size(encoder);
    return rows > 0 ? (uint32_t)rows : 1;
}

fauxto_png_encoder *fauxto_png_encoder_create(uint32_t width, uint32_t height) {
    fauxto_png_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder) return NULL;
    encoder->width = width;
    encoder->height = height;
    encoder->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, encoder, fail, ignore_warning);
    if (encoder->png) encoder->info = png_create_info_struct(encoder->png);
    encoder->band = malloc(rows_at_once(encoder) * row_size(encoder));
    if (!encoder->info || !encoder->band) {
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
    if (text) {
        // libpng copies the text, though its declaration does not promise to leave it alone.
        png_text chunk = {
            .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *)keyword, .text = (char *)text, .lang = "",
            .lang_key = ""};
        png_set_text(png, encoder->info, &chunk, 1);
    }
    png_write_info(png, encoder->info);

    struct isal_zstream *deflate = &encoder->deflate;
    isal_deflate_init(deflate);
    deflate->gzip_flag = IGZIP_ZLIB;
    deflate->level = compression_level;
    deflate->level_buf = encoder->level_buffer;
    deflate->level_buf_size = sizeof encoder->level_buffer;
    deflate->next_out = encoder->chunk;
    deflate->avail_out = chunk_size;
    return true;
}

/// Writes what has been compressed as a chunk.
static void write_chunk(fauxto_png_encoder *encoder) {
    static const png_byte name[] = "IDAT";
    png_write_chunk(encoder->png, name, encoder->chunk, chunk_size - encoder->deflate.avail_out);
    encoder->deflate.next_out = encoder->chunk;
    encoder->deflate.avail_out = chunk_size;
}

/// Compresses the rows of the band, and whatever the compressor holds back if they are the last.
static void compress_band(fauxto_png_encoder *encoder, bool is_last) {
    struct isal_zstream *deflate = &encoder->deflate;
    deflate->next_in = encoder->band;
    deflate->avail_in = (uint32_t)(encoder->rows_in_band * row_size(encoder));
    deflate->end_of_stream = is_last;
    encoder->rows_in_band = 0;
    do {
        if (isal_deflate(deflate) != COMP_OK) png_error(encoder->png, "the rows could not be compressed");
        if (deflate->avail_out == 0) write_chunk(encoder);
    } while (deflate->avail_in > 0 || (is_last && deflate->internal_state.state != ZSTATE_END));
}

bool fauxto_png_encoder_rows(fauxto_png_encoder *encoder, const uint8_t *rgb, uint32_t count) {
    if (setjmp(png_jmpbuf(encoder->png))) return false;
    size_t size = row_size(encoder);
    for (uint32_t row = 0; row < count; row++) {
        uint8_t *target = encoder->band + encoder->rows_in_band * size;
        target[0] = no_filter;
        memcpy(target + 1, rgb + row * (size - 1), size - 1);
        encoder->rows_in_band++;
        if (encoder->rows_in_band == rows_at_once(encoder)) compress_band(encoder, false);
    }
    return true;
}

bool fauxto_png_encoder_finish(fauxto_png_encoder *encoder) {
    if (setjmp(png_jmpbuf(encoder->png))) return false;
    compress_band(encoder, true);
    if (encoder->deflate.avail_out < chunk_size) write_chunk(encoder);
    // `png_write_end` would miss the rows that it has not been given.
    static const png_byte name[] = "IEND";
    png_write_chunk(encoder->png, name, NULL, 0);
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
    free(encoder->band);
    free(encoder);
}
