# The whole product in one image: web server, steps, runner, migrations and the commands of operators.
#   docker build -t map-the-paths .
# BASE: any glibc image with Node.js, for both stages. The file runs without a registry's helpers, so other builders take it too.
ARG BASE=node:26-bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY patches patches
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && node scripts/image.mjs /image

FROM ${BASE}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Map the Paths" \
  org.opencontainers.image.description="Street-level photos of paths: kept safe for photographers, open to everyone" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY --from=build /image .
# The embedded PostgreSQL wants an account that has a name; in images of Node.js it has one.
RUN mkdir /data && chown 1000:1000 /data \
  && (getent passwd 1000 || echo 'mtp:x:1000:1000::/data:/bin/false' >> /etc/passwd)

# HOSTNAME is what Next.js calls HOST. MTP_BUILT: scripts/up.mjs installs and builds nothing here.
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  NEXT_MANUAL_SIG_HANDLE=true \
  HOST=0.0.0.0 \
  HOSTNAME=0.0.0.0 \
  PORT=3000 \
  MTP_BUILT=true \
  MTP_DATA_DIR=/data \
  MTP_DRAWING_PROCESS=/app/.build/draw.mjs \
  MTP_UNREADY_SECONDS=5
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["--max-semi-space-size=64", "--max-old-space-size=512", ".next/standalone/server.js"]
