#include "CCaptionFont.h"

static const unsigned char ranges[] = {
#embed "tables/ranges.bin"
};

static const unsigned char glyphs[] = {
#embed "tables/glyphs.bin"
};

static const unsigned char compositions[] = {
#embed "tables/compositions.bin"
};

static const unsigned char arabic_forms[] = {
#embed "tables/arabic-forms.bin"
};

struct caption_font_table caption_font_ranges(void) {
    return (struct caption_font_table){ranges, sizeof ranges};
}

struct caption_font_table caption_font_glyphs(void) {
    return (struct caption_font_table){glyphs, sizeof glyphs};
}

struct caption_font_table caption_font_compositions(void) {
    return (struct caption_font_table){compositions, sizeof compositions};
}

struct caption_font_table caption_font_arabic_forms(void) {
    return (struct caption_font_table){arabic_forms, sizeof arabic_forms};
}
