"""A fragment shader in GLSL for OpenGL 3.3 and, with its first line changed, for WebGL 2."""

from kernelview.kernels.code.refusals import refuse_beyond_single, refuse_more_weights
from kernelview.kernels.code.request import WHITE, Border, CodeRequest
from kernelview.kernels.code.writing import rows_of
from kernelview.kernels.kernel import Kernel

# What every OpenGL 3.3 and WebGL 2 has room for.
MOST_WEIGHTS = 896

# A remainder of negative numbers is undefined in GLSL; no kernel reaches further than 100 pixels.
_PLACES: dict[Border, str] = {
    "reflect": """\
    int period = max(2 * (size - 1), 1);
    place = (place + 100 * period) % period;
    return place < size ? place : period - place;""",
    "symmetric": """\
    place = (place + 200 * size) % (2 * size);
    return place < size ? place : 2 * size - 1 - place;""",
    "edge": "    return clamp(place, 0, size - 1);",
    "wrap": "    return (place + 100 * size) % size;",
}


def glsl_code(request: CodeRequest) -> str:
    """Return a fragment shader; offset and constant are written as parts of 255."""
    kernel = request.applied
    refuse_beyond_single(request, "GLSL")
    refuse_more_weights(kernel, "GLSL", MOST_WEIGHTS, "what every graphics card has room for")
    rows, columns = kernel.shape
    row, column = kernel.anchor
    return f"""\
#version 330 core
// {request.title}
// For WebGL 2 write "#version 300 es" and "precision highp float;" above.
// Row 0 of the texture is the picture's top row. A level of 255 is 1.0 here, the offset too.
uniform sampler2D picture;
out vec4 result;

const int ROWS = {rows}, COLUMNS = {columns};
const ivec2 ANCHOR = ivec2({column}, {row});  // column, row
const float OFFSET = {_number(kernel.offset / WHITE)};
const float KERNEL[{rows * columns}] = float[](
{_cells(kernel)}
);

{_look_up(request)}

void main() {{
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec3 sum = vec3(OFFSET);
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            sum += KERNEL[row * COLUMNS + column] * pixel(here + ivec2(column, row) - ANCHOR);
    result = vec4(sum, texelFetch(picture, here, 0).a);
}}
"""


def _look_up(request: CodeRequest) -> str:
    if request.border == "constant":
        return f"""\
vec3 pixel(ivec2 at) {{
    ivec2 size = textureSize(picture, 0);
    bool inside = all(greaterThanEqual(at, ivec2(0))) && all(lessThan(at, size));
    return inside ? texelFetch(picture, at, 0).rgb : vec3({_number(request.constant / WHITE)});
}}"""
    return f"""\
int inside(int place, int size) {{
{_PLACES[request.border]}
}}

vec3 pixel(ivec2 at) {{
    ivec2 size = textureSize(picture, 0);
    return texelFetch(picture, ivec2(inside(at.x, size.x), inside(at.y, size.y)), 0).rgb;
}}"""


def _cells(kernel: Kernel) -> str:
    return ",\n".join(
        "    " + ", ".join(_with_point(text) for text in row) for row in rows_of(kernel)
    )


def _number(value: float) -> str:
    return _with_point(repr(float(value) + 0.0))


def _with_point(text: str) -> str:
    return text if "." in text or "e" in text else f"{text}.0"
