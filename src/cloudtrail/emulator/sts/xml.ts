/** STS answers in XML. */
const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** A tree of elements; text is escaped. */
export type Xml = string | { readonly [name: string]: Xml };

export function stsResult(operation: string, result: Xml, requestId: string): string {
  return (
    `<${operation}Response xmlns="${NAMESPACE}">` +
    render({ [`${operation}Result`]: result, ResponseMetadata: { RequestId: requestId } }) +
    `</${operation}Response>`
  );
}

export function stsError(code: string, message: string, status: number, requestId: string): string {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return (
    `<ErrorResponse xmlns="${NAMESPACE}">` +
    render({ Error: { Type: type, Code: code, Message: message }, RequestId: requestId }) +
    `</ErrorResponse>`
  );
}

function render(xml: Xml): string {
  if (typeof xml === 'string') {
    return xml.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  }
  return Object.entries(xml)
    .map(([name, value]) => `<${name}>${render(value)}</${name}>`)
    .join('');
}
