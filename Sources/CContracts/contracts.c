#include "CContracts.h"

// Each model needs an array for its file here and a line in the table below.

static const unsigned char fal_flux_srpo[] = {
#embed "models/fal/flux-srpo.json"
};

static const unsigned char fal_flux_srpo_image_to_image[] = {
#embed "models/fal/flux-srpo-image-to-image.json"
};

static const unsigned char aimlapi_flux_srpo[] = {
#embed "models/aimlapi/flux-srpo.json"
};

static const unsigned char aimlapi_flux_srpo_image_to_image[] = {
#embed "models/aimlapi/flux-srpo-image-to-image.json"
};

static const unsigned char onerouter_flux_srpo_text_to_image[] = {
#embed "models/onerouter/flux-srpo-text-to-image.json"
};

static const unsigned char siraya_flux_1_srpo_text_to_image[] = {
#embed "models/siraya/flux-1-srpo-text-to-image.json"
};

static const unsigned char prices[] = {
#embed "models/list-prices.json"
};

#define FILE(name, array) {name, array, sizeof array}

static const struct contract_file table[] = {
    FILE("fal/flux-srpo", fal_flux_srpo),
    FILE("fal/flux-srpo-image-to-image", fal_flux_srpo_image_to_image),
    FILE("aimlapi/flux-srpo", aimlapi_flux_srpo),
    FILE("aimlapi/flux-srpo-image-to-image", aimlapi_flux_srpo_image_to_image),
    FILE("onerouter/flux-srpo-text-to-image", onerouter_flux_srpo_text_to_image),
    FILE("siraya/flux-1-srpo-text-to-image", siraya_flux_1_srpo_text_to_image),
};

const struct contract_file *contract_files(size_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}

const unsigned char *price_file(size_t *length) {
    *length = sizeof prices;
    return prices;
}
