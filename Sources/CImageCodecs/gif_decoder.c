#include "decoder.h"

#include <stdlib.h>
#include <string.h>

#include <gif_lib.h>

typedef struct {
    fauxto_decoder base;
    GifFileType *gif;
    size_t position;
    bool has_ended_early;
} gif_decoder;

static int read_bytes(GifFileType *gif, GifByteType *destination, int wanted) {
    gif_decoder *decoder = gif->UserData;
    size_t rest = decoder->base.count - decoder->position;
    size_t taken = (size_t)wanted < rest ? (size_t)wanted : rest;
    if (taken < (size_t)wanted) decoder->has_ended_early = true;
    memcpy(destination, decoder->base.bytes + decoder->position, taken);
    decoder->position += taken;
    return (int)taken;
}

static fauxto_decode_status fails(gif_decoder *decoder, const char *reason) {
    return decoder_fails(
        &decoder->base, FAUXTO_DECODE_CORRUPT, decoder->has_ended_early ? "the file ends too early" : reason);
}

/// Words a failure of libgif, which does not number every one.
static fauxto_decode_status fails_by_code(gif_decoder *decoder, int code) {
    const char *reason = GifErrorString(code);
    return fails(decoder, reason ? reason : "the picture breaks the rules of GIF");
}

static fauxto_decode_status read_header(fauxto_decoder *base, uint32_t *width, uint32_t *height) {
    gif_decoder *decoder = (gif_decoder *)base;
    int code = 0;
    decoder->gif = DGifOpen(decoder, read_bytes, &code);
    if (!decoder->gif) return fails_by_code(decoder, code);
    *width = (uint32_t)decoder->gif->SWidth;
    *height = (uint32_t)decoder->gif->SHeight;
    return FAUXTO_DECODE_OK;
}

/// Reads an extension block, and from a graphic control (GIF89a, 23) the transparent entry of the colour map.
static bool read_extension(GifFileType *gif, int *transparent) {
    int kind = 0;
    GifByteType *block = NULL;
    if (DGifGetExtension(gif, &kind, &block) == GIF_ERROR) return false;
    GraphicsControlBlock control;
    if (kind == GRAPHICS_EXT_FUNC_CODE && block && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
        *transparent = control.TransparentColor;
    }
    while (block) {
        if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return false;
    }
    return true;
}

/// Decodes the frame whose descriptor was just read, over what `rgb` holds.
static fauxto_decode_status read_frame(gif_decoder *decoder, int transparent, uint8_t *rgb) {
    GifFileType *gif = decoder->gif;
    const GifImageDesc *frame = &gif->Image;
    if (frame->Width < 1 || frame->Height < 1) return fails(decoder, "the first frame is empty");
    // The screen was held against the limits, so what lies within it keeps to them as well.
    if (frame->Left + frame->Width > gif->SWidth || frame->Top + frame->Height > gif->SHeight) {
        return fails(decoder, "the first frame reaches outside the screen");
    }
    const ColorMapObject *map = frame->ColorMap ? frame->ColorMap : gif->SColorMap;
    if (!map) return fails(decoder, "there is no colour map");
    // A number behind the map's end is black, as it is in PNG's palettes.
    uint8_t colors[256][3] = {{0}};
    for (int index = 0; index < map->ColorCount && index < 256; index++) {
        const GifColorType *color = &map->Colors[index];
        memcpy(colors[index], (uint8_t[]){color->Red, color->Green, color->Blue}, 3);
    }
    uint8_t *row = decoder->base.scratch = malloc((size_t)frame->Width);
    if (!row) return fails(decoder, "out of memory");
    // Rows come in one pass, or in four (GIF89a, appendix E).
    static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    for (int pass = 0; pass < (frame->Interlace ? 4 : 1); pass++) {
        int step = frame->Interlace ? steps[pass] : 1;
        for (int y = frame->Interlace ? starts[pass] : 0; y < frame->Height; y += step) {
            if (DGifGetLine(gif, row, frame->Width) == GIF_ERROR) return fails_by_code(decoder, gif->Error);
            uint8_t *pixel = rgb + ((size_t)(frame->Top + y) * (size_t)gif->SWidth + (size_t)frame->Left) * 3;
            for (int x = 0; x < frame->Width; x++, pixel += 3) {
                if (row[x] != transparent) memcpy(pixel, colors[row[x]], 3);
            }
        }
    }
    return FAUXTO_DECODE_OK;
}

static fauxto_decode_status read_pixels(fauxto_decoder *base, uint8_t *rgb) {
    gif_decoder *decoder = (gif_decoder *)base;
    GifFileType *gif = decoder->gif;
    memset(rgb, 255, (size_t)gif->SWidth * (size_t)gif->SHeight * 3);
    int transparent = NO_TRANSPARENT_COLOR;
    while (true) {
        GifRecordType record = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(gif, &record) == GIF_ERROR) return fails_by_code(decoder, gif->Error);
        switch (record) {
            case EXTENSION_RECORD_TYPE:
                if (!read_extension(gif, &transparent)) return fails_by_code(decoder, gif->Error);
                break;
            case IMAGE_DESC_RECORD_TYPE:
                if (DGifGetImageHeader(gif) == GIF_ERROR) return fails_by_code(decoder, gif->Error);
                return read_frame(decoder, transparent, rgb);
            default:
                return fails(decoder, "there is no frame");
        }
    }
}

static void end(fauxto_decoder *base) {
    gif_decoder *decoder = (gif_decoder *)base;
    if (decoder->gif) DGifCloseFile(decoder->gif, NULL);
}

const decoder_format gif_format = {sizeof(gif_decoder), NULL, read_header, read_pixels, end};
