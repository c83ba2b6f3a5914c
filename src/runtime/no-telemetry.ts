/**
 * @file Since 1.30 onnxruntime's own builds keep an identifier of the machine and can send usage to their maker. A service that
 * holds faces tells nobody anything. The library reads the process's environment, which the main thread alone can set: this module
 * is imported before the library, and before threads that load it.
 */
// eslint-disable-next-line no-restricted-properties -- written, not read: no setting of ours
process.env['ORT_DISABLE_TELEMETRY'] = '1';
