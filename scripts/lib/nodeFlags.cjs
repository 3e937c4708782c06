/** How the command runs on Node: a small young generation takes less memory and no more time (bench/README.md). */
module.exports = { NODE_FLAGS: ['--max-semi-space-size=4'] };
