# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

# The CloudTrail emulator, for `docker compose up` without AWS.
FROM node:24-bookworm-slim AS emulator
WORKDIR /app
COPY --from=build /src/build/cli ./
USER node
ENTRYPOINT ["node", "sigtrail.cjs", "emulate"]

FROM grafana/grafana:12.4.0 AS grafana
# Not below /var/lib/grafana: a volume there would go on showing the plugin of the first start.
ENV GF_PATHS_PLUGINS=/usr/share/sigtrail/plugins
COPY --from=build --chown=grafana:root /src/dist /usr/share/sigtrail/plugins/sigtrail-cloudtrail-app
