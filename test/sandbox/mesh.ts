/** Corners of a cube, and the triangles between them. */
const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => [
	corner & 1,
	(corner >> 1) & 1,
	corner >> 2,
]);
const TRIANGLES = [
	[0, 2, 1],
	[1, 2, 3],
	[4, 5, 6],
	[5, 7, 6],
	[0, 1, 4],
	[1, 5, 4],
	[2, 6, 3],
	[3, 6, 7],
	[0, 4, 2],
	[2, 4, 6],
	[1, 3, 5],
	[3, 7, 5],
];

/** A cube as a Wavefront file. */
export function cubeObj(): Buffer {
	const lines = [
		...CORNERS.map((corner) => `v ${corner.join(' ')}`),
		...TRIANGLES.map((triangle) => `f ${triangle.map((corner) => corner + 1).join(' ')}`),
	];
	return Buffer.from(`${lines.join('\n')}\n`);
}

/** A cube as a binary glTF file. */
export function cubeGlb(): Buffer {
	const positions = Buffer.from(new Float32Array(CORNERS.flat()).buffer);
	const indices = Buffer.from(new Uint16Array(TRIANGLES.flat()).buffer);
	const json = JSON.stringify({
		asset: { version: '2.0' },
		scene: 0,
		scenes: [{ nodes: [0] }],
		nodes: [{ mesh: 0 }],
		meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
		buffers: [{ byteLength: positions.length + indices.length }],
		bufferViews: [
			{ buffer: 0, byteLength: positions.length },
			{ buffer: 0, byteOffset: positions.length, byteLength: indices.length },
		],
		accessors: [
			{
				bufferView: 0,
				componentType: 5126,
				count: 8,
				type: 'VEC3',
				min: [0, 0, 0],
				max: [1, 1, 1],
			},
			{ bufferView: 1, componentType: 5123, count: 36, type: 'SCALAR' },
		],
	});
	const padded = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
	const chunks = [chunk('JSON', padded), chunk('BIN\0', Buffer.concat([positions, indices]))];
	const header = Buffer.alloc(12);
	header.write('glTF', 'latin1');
	header.writeUInt32LE(2, 4);
	header.writeUInt32LE(12 + chunks[0]!.length + chunks[1]!.length, 8);
	return Buffer.concat([header, ...chunks]);
}

function chunk(type: string, body: Buffer): Buffer {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(body.length, 0);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, body]);
}
