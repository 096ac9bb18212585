// Stands in for `string-width` in the bundled command line. The real one prepares for every script of the world, which
// costs a quarter of a bare Node.js at each start; what yargs measures here are the option names and texts of `--help`.
export default (text) => text.length;
