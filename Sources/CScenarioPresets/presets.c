#include "CScenarioPresets.h"

// Each preset needs an array for its file here and a line in the table below.

static const unsigned char instant[] = {
#embed "presets/instant.json5"
};

static const unsigned char realistic[] = {
#embed "presets/realistic.json5"
};

static const unsigned char busy_evening[] = {
#embed "presets/busy-evening.json5"
};

static const unsigned char flaky[] = {
#embed "presets/flaky.json5"
};

static const unsigned char rate_limited[] = {
#embed "presets/rate-limited.json5"
};

static const unsigned char cold_starts[] = {
#embed "presets/cold-starts.json5"
};

static const unsigned char outage[] = {
#embed "presets/outage.json5"
};

static const unsigned char mobile_3g[] = {
#embed "presets/mobile-3g.json5"
};

#define PRESET(name, array) {name, array, sizeof array}

static const struct scenario_preset table[] = {
    PRESET("instant", instant),
    PRESET("realistic", realistic),
    PRESET("busy-evening", busy_evening),
    PRESET("flaky", flaky),
    PRESET("rate-limited", rate_limited),
    PRESET("cold-starts", cold_starts),
    PRESET("outage", outage),
    PRESET("mobile-3g", mobile_3g),
};

const struct scenario_preset *scenario_presets(size_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}
