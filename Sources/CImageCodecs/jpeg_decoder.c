#include "include/CImageCodecs.h"

#include <stdlib.h>
#include <string.h>

#include <jerror.h>

#include "jpeg_failure.h"

/// A progressive file of a few bytes a scan could keep a decoder busy for hours; real ones have about ten scans.
enum { scan_limit = 100 };

struct fauxto_jpeg_decoder {
    struct jpeg_decompress_struct jpeg;
    jpeg_failure failure;
    struct jpeg_progress_mgr progress;
    const uint8_t *bytes;
    size_t count;
    /// One row of CMYK that is not converted yet.
    uint8_t *scratch;
};

/// Makes an early end an error, where libjpeg would go on with grey; its other warnings are let pass, as other readers
/// do.
static void refuse_early_end(j_common_ptr common, int level) {
    if (level < 0 && common->err->msg_code == JWRN_JPEG_EOF) {
        common->err->msg_code = JERR_INPUT_EOF;
        common->err->error_exit(common);
    }
}

static void limit_scans(j_common_ptr common) {
    if (((j_decompress_ptr)common)->input_scan_number <= scan_limit) return;
    jpeg_failure *failure = (jpeg_failure *)common->err;
    failure->base.msg_code = JERR_NOTIMPL;
    snprintf(failure->message, sizeof failure->message, "more than %d scans", scan_limit);
    longjmp(failure->jump, 1);
}

fauxto_jpeg_decoder *fauxto_jpeg_decoder_create(const uint8_t *bytes, size_t count) {
    fauxto_jpeg_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) return NULL;
    decoder->bytes = bytes;
    decoder->count = count;
    decoder->jpeg.err = jpeg_failure_install(&decoder->failure);
    decoder->failure.base.emit_message = refuse_early_end;
    if (setjmp(decoder->failure.jump)) {
        fauxto_jpeg_decoder_destroy(decoder);
        return NULL;
    }
    jpeg_create_decompress(&decoder->jpeg);
    decoder->progress.progress_monitor = limit_scans;
    decoder->jpeg.progress = &decoder->progress;
    return decoder;
}

/// Whether the failure means a sound file of a kind that is not read, rather than a broken one.
static fauxto_decode_status status_of_failure(const fauxto_jpeg_decoder *decoder) {
    switch (decoder->failure.base.msg_code) {
        case JERR_ARITH_NOTIMPL:
        case JERR_BAD_PRECISION:
        case JERR_CCIR601_NOTIMPL:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_FRACT_SAMPLE_NOTIMPL:
        case JERR_IMAGE_TOO_BIG:
        case JERR_NOTIMPL:
        case JERR_NOT_COMPILED:
        case JERR_SOF_UNSUPPORTED:
            return FAUXTO_DECODE_UNSUPPORTED;
        default:
            return FAUXTO_DECODE_CORRUPT;
    }
}

fauxto_decode_status fauxto_jpeg_decoder_header(fauxto_jpeg_decoder *decoder, uint32_t *width, uint32_t *height) {
    if (setjmp(decoder->failure.jump)) return status_of_failure(decoder);
    jpeg_mem_src(&decoder->jpeg, decoder->bytes, decoder->count);
    jpeg_save_markers(&decoder->jpeg, JPEG_APP0 + 1, 0xFFFF);
    jpeg_read_header(&decoder->jpeg, TRUE);
    *width = decoder->jpeg.image_width;
    *height = decoder->jpeg.image_height;
    return FAUXTO_DECODE_OK;
}

const uint8_t *fauxto_jpeg_decoder_exif(const fauxto_jpeg_decoder *decoder, size_t *count) {
    for (jpeg_saved_marker_ptr marker = decoder->jpeg.marker_list; marker; marker = marker->next) {
        if (marker->data_length >= 6 && memcmp(marker->data, "Exif\0\0", 6) == 0) {
            *count = marker->data_length;
            return marker->data;
        }
    }
    *count = 0;
    return NULL;
}

/// Converts a row of CMYK; Adobe's programs store the complement of each ink, and say so by their marker.
static void convert_cmyk(const uint8_t *cmyk, uint8_t *rgb, uint32_t width, bool is_complement) {
    uint8_t flip = is_complement ? 0 : 255;
    for (uint32_t pixel = 0; pixel < width; pixel++, cmyk += 4, rgb += 3) {
        unsigned light = cmyk[3] ^ flip;
        for (int channel = 0; channel < 3; channel++) {
            rgb[channel] = (uint8_t)(((cmyk[channel] ^ flip) * light + 127) / 255);
        }
    }
}

fauxto_decode_status fauxto_jpeg_decoder_pixels(fauxto_jpeg_decoder *decoder, uint8_t *rgb) {
    j_decompress_ptr jpeg = &decoder->jpeg;
    if (setjmp(decoder->failure.jump)) return status_of_failure(decoder);
    bool has_inks = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(jpeg);
    size_t stride = (size_t)jpeg->output_width * 3;
    if (has_inks) {
        decoder->scratch = malloc((size_t)jpeg->output_width * 4);
        if (!decoder->scratch) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        uint8_t *row = rgb + jpeg->output_scanline * stride;
        JSAMPROW destination = has_inks ? decoder->scratch : row;
        jpeg_read_scanlines(jpeg, &destination, 1);
        if (has_inks) convert_cmyk(decoder->scratch, row, jpeg->output_width, jpeg->saw_Adobe_marker);
    }
    jpeg_finish_decompress(jpeg);
    return FAUXTO_DECODE_OK;
}

const char *fauxto_jpeg_decoder_message(const fauxto_jpeg_decoder *decoder) { return decoder->failure.message; }

void fauxto_jpeg_decoder_destroy(fauxto_jpeg_decoder *decoder) {
    if (!decoder) return;
    jpeg_destroy_decompress(&decoder->jpeg);
    free(decoder->scratch);
    free(decoder);
}
