import type { handleServerStreamingCall, handleUnaryCall, ServiceDefinition } from '@grpc/grpc-js';
import {
  fromBinary,
  toBinary,
  type DescMessage,
  type DescMethod,
  type DescService,
  type Message,
  type MessageShape,
} from '@bufbuild/protobuf';

/** What a method's implementation must be, by its kind. */
type Handler<M extends DescMethod> = M extends { methodKind: 'unary' }
  ? handleUnaryCall<MessageShape<M['input']>, MessageShape<M['output']>>
  : M extends { methodKind: 'server_streaming' }
    ? handleServerStreamingCall<MessageShape<M['input']>, MessageShape<M['output']>>
    : never;

/** One handler for each method of a generated service. */
export type Implementation<S extends DescService> = { [K in keyof S['method']]: Handler<S['method'][K]> };

function serializer(schema: DescMessage): (message: Message) => Buffer {
  return (message) => {
    const bytes = toBinary(schema, message);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

function deserializer(schema: DescMessage): (bytes: Buffer) => Message {
  return (bytes) => fromBinary(schema, bytes);
}

/** A generated service as grpc-js wants it, for servers (`addService`) and for clients (`makeClientConstructor`). */
export function serviceDefinition(service: DescService): ServiceDefinition {
  return Object.fromEntries(
    service.methods.map((method) => [
      method.localName,
      {
        path: `/${service.typeName}/${method.name}`,
        requestStream: method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming',
        responseStream: method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming',
        requestSerialize: serializer(method.input),
        requestDeserialize: deserializer(method.input),
        responseSerialize: serializer(method.output),
        responseDeserialize: deserializer(method.output),
      },
    ])
  );
}
