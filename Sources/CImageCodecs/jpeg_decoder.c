#include "decoder.h"

#include <stdlib.h>
#include <string.h>

#include <jerror.h>

#include "jpeg_failure.h"

/// A progressive file of a few bytes a scan could keep a decoder busy for hours; real ones have about ten scans.
enum { scan_limit = 100 };

typedef struct {
    fauxto_decoder base;
    struct jpeg_decompress_struct jpeg;
    jpeg_failure failure;
    struct jpeg_progress_mgr progress;
    /// A copy: libjpeg forgets its own with the last row.
    uint8_t *exif;
} jpeg_decoder;

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

static bool begin(fauxto_decoder *base) {
    jpeg_decoder *decoder = (jpeg_decoder *)base;
    decoder->jpeg.err = jpeg_failure_install(&decoder->failure);
    decoder->failure.base.emit_message = refuse_early_end;
    if (setjmp(decoder->failure.jump)) return false;
    jpeg_create_decompress(&decoder->jpeg);
    decoder->progress.progress_monitor = limit_scans;
    decoder->jpeg.progress = &decoder->progress;
    return true;
}

/// Whether the failure means a sound file of a kind that is not read, rather than a broken one.
static bool means_unsupported(const jpeg_decoder *decoder) {
    switch (decoder->failure.base.msg_code) {
        case JERR_ARITH_NOTIMPL:
        case JERR_BAD_PRECISION:
        case JERR_CCIR601_NOTIMPL:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_FRACT_SAMPLE_NOTIMPL:
        case JERR_NOTIMPL:
        case JERR_NOT_COMPILED:
        case JERR_SOF_UNSUPPORTED:
            return true;
        case JERR_EMPTY_IMAGE:
            // Without a height in the header, a DNL marker behind the first scan would tell it.
            return decoder->jpeg.image_height == 0 && decoder->jpeg.image_width > 0;
        default:
            return false;
    }
}

static fauxto_decode_status fails(jpeg_decoder *decoder) {
    fauxto_decode_status status = means_unsupported(decoder) ? FAUXTO_DECODE_UNSUPPORTED : FAUXTO_DECODE_CORRUPT;
    return decoder_fails(&decoder->base, status, decoder->failure.message);
}

static fauxto_decode_status read_header(fauxto_decoder *base, uint32_t *width, uint32_t *height) {
    jpeg_decoder *decoder = (jpeg_decoder *)base;
    j_decompress_ptr jpeg = &decoder->jpeg;
    if (setjmp(decoder->failure.jump)) {
        // The size is known, and for the caller to refuse.
        if (decoder->failure.base.msg_code != JERR_IMAGE_TOO_BIG) return fails(decoder);
    } else {
        jpeg_mem_src(jpeg, base->bytes, base->count);
        jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
        jpeg_read_header(jpeg, TRUE);
    }
    *width = jpeg->image_width;
    *height = jpeg->image_height;
    return FAUXTO_DECODE_OK;
}

/// Keeps the first APP1 segment that begins with "Exif".
static void keep_exif(jpeg_decoder *decoder) {
    for (jpeg_saved_marker_ptr marker = decoder->jpeg.marker_list; marker; marker = marker->next) {
        if (marker->data_length <= 6 || memcmp(marker->data, "Exif\0\0", 6) != 0) continue;
        size_t count = marker->data_length - 6;
        decoder->exif = malloc(count);
        if (!decoder->exif) ERREXIT1(&decoder->jpeg, JERR_OUT_OF_MEMORY, 0);
        memcpy(decoder->exif, marker->data + 6, count);
        decoder->base.exif = decoder->exif;
        decoder->base.exif_count = count;
        return;
    }
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

static fauxto_decode_status read_pixels(fauxto_decoder *base, uint8_t *rgb) {
    jpeg_decoder *decoder = (jpeg_decoder *)base;
    j_decompress_ptr jpeg = &decoder->jpeg;
    if (setjmp(decoder->failure.jump)) return fails(decoder);
    keep_exif(decoder);
    bool has_inks = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(jpeg);
    size_t stride = (size_t)jpeg->output_width * 3;
    if (has_inks) {
        base->scratch = malloc((size_t)jpeg->output_width * 4);
        if (!base->scratch) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
    }
    while (jpeg->output_scanline < jpeg->output_height) {
        uint8_t *row = rgb + jpeg->output_scanline * stride;
        JSAMPROW destination = has_inks ? base->scratch : row;
        jpeg_read_scanlines(jpeg, &destination, 1);
        if (has_inks) convert_cmyk(base->scratch, row, jpeg->output_width, jpeg->saw_Adobe_marker);
    }
    jpeg_finish_decompress(jpeg);
    return FAUXTO_DECODE_OK;
}

static void end(fauxto_decoder *base) {
    jpeg_decoder *decoder = (jpeg_decoder *)base;
    jpeg_destroy_decompress(&decoder->jpeg);
    free(decoder->exif);
}

const decoder_format jpeg_format = {sizeof(jpeg_decoder), begin, read_header, read_pixels, end};
