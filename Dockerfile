# Builds Fauxto and runs it as a user without privileges:
#
#   docker build -t fauxto . && docker run --rm -p 8080:8080 fauxto

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --no-install-recommends -y \
        libgif-dev libisal-dev libjpeg62-turbo-dev libpng-dev libre2-dev libssl-dev libwebp-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product fauxto \
    && install -D --strip .build/release/fauxto /out/fauxto

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --no-install-recommends -y \
        ca-certificates curl libgif7 libisal2 libjpeg62-turbo libpng16-16 libre2-9 libssl3 libstdc++6 libwebp7 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --no-create-home --shell /usr/sbin/nologin fauxto \
    && install --directory --owner fauxto --mode 0700 /var/lib/fauxto
COPY Sources/CCaptionFont/LICENSE-* /usr/share/doc/fauxto/
COPY --from=build /out/fauxto /usr/local/bin/fauxto
# Where the certificate authority is kept: /var/lib/fauxto.
ENV XDG_DATA_HOME=/var/lib
USER fauxto
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=1s --retries=3 \
    CMD ["fauxto", "check", "http://127.0.0.1:8080"]
ENTRYPOINT ["fauxto"]
CMD ["serve", "--host", "0.0.0.0"]
