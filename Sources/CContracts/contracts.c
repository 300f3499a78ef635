#include "CContracts.h"

// Each model needs an array for its file here and a line in the table below.

static const unsigned char fal_flux_srpo[] = {
#embed "models/fal/flux-srpo.json"
};

static const unsigned char fal_flux_srpo_image_to_image[] = {
#embed "models/fal/flux-srpo-image-to-image.json"
};

#define FILE(name, array) {name, array, sizeof array}

static const struct contract_file table[] = {
    FILE("fal/flux-srpo", fal_flux_srpo),
    FILE("fal/flux-srpo-image-to-image", fal_flux_srpo_image_to_image),
};

const struct contract_file *contract_files(size_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}
