#include "include/CImageCodecs.h"

#include <stdlib.h>
#include <string.h>

#include <jerror.h>

#include "jpeg_failure.h"
#include "output_buffer.h"

enum { output_step = 32768 };

struct fauxto_jpeg_encoder {
    struct jpeg_compress_struct jpeg;
    jpeg_failure failure;
    struct jpeg_destination_mgr destination;
    output_buffer output;
};

/// Lets libjpeg write behind what is pending.
static void offer_room(j_compress_ptr jpeg) {
    fauxto_jpeg_encoder *encoder = jpeg->client_data;
    if (!output_buffer_reserve(&encoder->output, output_step)) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    encoder->destination.next_output_byte = encoder->output.bytes + encoder->output.count;
    encoder->destination.free_in_buffer = output_step;
}

/// Counts what libjpeg has written as pending.
static void settle(fauxto_jpeg_encoder *encoder) {
    encoder->output.count += output_step - encoder->destination.free_in_buffer;
    encoder->destination.free_in_buffer = output_step;
    encoder->destination.next_output_byte = encoder->output.bytes + encoder->output.count;
}

static void begin_output(j_compress_ptr jpeg) { offer_room(jpeg); }

static boolean output_is_full(j_compress_ptr jpeg) {
    fauxto_jpeg_encoder *encoder = jpeg->client_data;
    // At this call the whole offer counts as written, whatever free_in_buffer says (libjpeg.txt, "Compressed data
    // handling").
    encoder->output.count += output_step;
    offer_room(jpeg);
    return TRUE;
}

static void end_output(j_compress_ptr jpeg) { (void)jpeg; }

fauxto_jpeg_encoder *fauxto_jpeg_encoder_create(uint32_t width, uint32_t height, int quality) {
    fauxto_jpeg_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder) return NULL;
    encoder->jpeg.err = jpeg_failure_install(&encoder->failure);
    if (setjmp(encoder->failure.jump)) {
        fauxto_jpeg_encoder_destroy(encoder);
        return NULL;
    }
    jpeg_create_compress(&encoder->jpeg);
    encoder->jpeg.client_data = encoder;
    encoder->destination.init_destination = begin_output;
    encoder->destination.empty_output_buffer = output_is_full;
    encoder->destination.term_destination = end_output;
    encoder->jpeg.dest = &encoder->destination;
    encoder->jpeg.image_width = width;
    encoder->jpeg.image_height = height;
    encoder->jpeg.input_components = 3;
    encoder->jpeg.in_color_space = JCS_RGB;
    // The defaults are YCbCr with 4:2:0 subsampling and the standard Huffman tables.
    jpeg_set_defaults(&encoder->jpeg);
    jpeg_set_quality(&encoder->jpeg, quality, TRUE);
    return encoder;
}

bool fauxto_jpeg_encoder_begin(fauxto_jpeg_encoder *encoder, const char *comment) {
    if (setjmp(encoder->failure.jump)) return false;
    jpeg_start_compress(&encoder->jpeg, TRUE);
    if (comment) jpeg_write_marker(&encoder->jpeg, JPEG_COM, (const JOCTET *)comment, (unsigned)strlen(comment));
    settle(encoder);
    return true;
}

bool fauxto_jpeg_encoder_rows(fauxto_jpeg_encoder *encoder, const uint8_t *rgb, uint32_t count) {
    if (setjmp(encoder->failure.jump)) return false;
    offer_room(&encoder->jpeg);
    size_t stride = (size_t)encoder->jpeg.image_width * 3;
    enum { rows_at_once = 16 };
    for (uint32_t row = 0; row < count;) {
        JSAMPROW pointers[rows_at_once];
        uint32_t taken = count - row < rows_at_once ? count - row : rows_at_once;
        for (uint32_t each = 0; each < taken; each++) pointers[each] = (JSAMPROW)(rgb + (row + each) * stride);
        row += jpeg_write_scanlines(&encoder->jpeg, pointers, taken);
    }
    settle(encoder);
    return true;
}

bool fauxto_jpeg_encoder_finish(fauxto_jpeg_encoder *encoder) {
    if (setjmp(encoder->failure.jump)) return false;
    offer_room(&encoder->jpeg);
    jpeg_finish_compress(&encoder->jpeg);
    settle(encoder);
    return true;
}

size_t fauxto_jpeg_encoder_pending(const fauxto_jpeg_encoder *encoder) { return encoder->output.count; }

void fauxto_jpeg_encoder_take(fauxto_jpeg_encoder *encoder, uint8_t *destination) {
    output_buffer_take(&encoder->output, destination);
}

const char *fauxto_jpeg_encoder_message(const fauxto_jpeg_encoder *encoder) { return encoder->failure.message; }

void fauxto_jpeg_encoder_destroy(fauxto_jpeg_encoder *encoder) {
    if (!encoder) return;
    jpeg_destroy_compress(&encoder->jpeg);
    output_buffer_free(&encoder->output);
    free(encoder);
}
