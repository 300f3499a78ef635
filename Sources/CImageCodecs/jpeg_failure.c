#include "jpeg_failure.h"

static void keep_message_and_jump(j_common_ptr common) {
    jpeg_failure *failure = (jpeg_failure *)common->err;
    failure->base.format_message(common, failure->message);
    longjmp(failure->jump, 1);
}

static void print_nothing(j_common_ptr common) { (void)common; }

struct jpeg_error_mgr *jpeg_failure_install(jpeg_failure *failure) {
    jpeg_std_error(&failure->base);
    failure->base.error_exit = keep_message_and_jump;
    failure->base.output_message = print_nothing;
    return &failure->base;
}
