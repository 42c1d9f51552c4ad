// Screens import the types of what the server answers; on the way the checker meets server files with these types.
/// <reference types="node" />
/// <reference path="../../platform/documents/yauzl.d.ts" />
