#ifndef FAUXTO_JPEG_FAILURE_H
#define FAUXTO_JPEG_FAILURE_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

/// How a libjpeg call reports that it failed: its words, its code, and where to jump.
typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf jump;
    char message[JMSG_LENGTH_MAX];
} jpeg_failure;

/// Fills in the handlers; `failure->base` is then the error manager of a compressor or decompressor.
struct jpeg_error_mgr *jpeg_failure_install(jpeg_failure *failure);

#endif
