#ifndef FAUXTO_CAPTION_FONT_H
#define FAUXTO_CAPTION_FONT_H

#include <stddef.h>

// The tables of the caption font, built into the program; all numbers in them are little-endian but for the rows of
// bitmaps, whose leftmost pixel is the most significant bit of the first byte. README.md says what they are made of.

/// Records of one length after another, in ascending order of their keys.
struct caption_font_table {
    const unsigned char *bytes;
    size_t length;
};

/// Which code points have a glyph, 12 bytes a record: the first code point (4 bytes) of a range whose glyphs have one
/// shape, where its bitmaps begin (4), how many there are (2), and their shape (2).
///
/// The shapes: 0, 8 × 16 pixels in 16 bytes. 1, 16 × 16 in 32 bytes. 2, the advance in one byte and 16 × 20 in 40
/// bytes. 3 and 4, as 0 and 1, to be laid over the character before.
struct caption_font_table caption_font_ranges(void);

/// The bitmaps: of a box for characters without a glyph, in shape 0, and then of all ranges.
struct caption_font_table caption_font_glyphs(void);

/// What two characters are as one, 6 bytes a record: the first, the second (the keys), and the composed character.
struct caption_font_table caption_font_compositions(void);

/// The looks of joining Arabic letters, 10 bytes a record: the letter (the key), then its isolated, final, initial and
/// medial presentation form, 0 where there is none.
struct caption_font_table caption_font_arabic_forms(void);

#endif
