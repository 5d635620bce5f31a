/** The type of a spreadsheet. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A body that asks for the next part only when the one before is on its way. A fault breaks the connection off, so
 * that a part is never taken for the whole; a reader who leaves ends the work.
 */
export function streamed<T extends string | Uint8Array>(
  parts: AsyncGenerator<Uint8Array, void> | Generator<T, void>,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await parts.next();
          if (next.done) controller.close();
          else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value);
        } catch (error) {
          failed(error);
          controller.error(error);
        }
      },
      async cancel() {
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}
