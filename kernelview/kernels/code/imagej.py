"""A macro for ImageJ and Fiji: Process > Filters > Convolve."""

from kernelview.kernels.centring import centred
from kernelview.kernels.code.refusals import refuse_beyond_single, refuse_other_borders
from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.writing import rows_of
from kernelview.kernels.matrix_format import format_number

_BORDERS: tuple[Border, ...] = ("edge",)


def imagej_code(request: CodeRequest) -> str:
    """Return a macro; ImageJ's border is the edge pixel repeated, and no other."""
    refuse_other_borders(request, "ImageJ", _BORDERS)
    refuse_beyond_single(request, "ImageJ")
    kernel = centred(request.applied)
    matrix = "\\n".join(" ".join(row) for row in rows_of(kernel))
    add = f'run("Add...", "value={format_number(kernel.offset)} stack");\n' if kernel.offset else ""
    return f"""\
// {request.title}
// In 32 bits, so that nothing is cut off before the end.
open("picture.png");
if (bitDepth() == 24) run("RGB Stack");
slices = nSlices;
run("32-bit");
run("Convolve...", "text1=[{matrix}\\n] stack");
{add}setMinAndMax(0, 255);
run("8-bit");
if (slices == 3) run("RGB Color");
saveAs("PNG", "result.png");
"""
