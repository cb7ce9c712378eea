# record: 3.14
import annotationlib
from annotationlib import Format, ForwardRef, get_annotations
def f(a: undefined, b: undefined.attr | int, c: list[undefined], d: undefined[int, "x"], *e: other, k: "str", l: undefined + 1, n: undefined(1, k=int), o: -undefined, p: missing == 3, t: undefined[1:2], u: {1: undefined}, v: None) -> undefined.x: ...
for k, v in get_annotations(f, format=Format.STRING).items(): print(k, repr(v))
for k, v in get_annotations(f, format=Format.FORWARDREF).items(): print(k, repr(v).partition(", owner")[0])
class C:
    x: undefined
    y: C
    z: "foo"
print(get_annotations(C, format=Format.FORWARDREF), get_annotations(C, format=Format.STRING))
for call in (lambda: get_annotations(C), lambda: get_annotations(C, format=2), lambda: get_annotations(3), lambda: ForwardRef(1), lambda: ForwardRef("nope").evaluate(), lambda: get_annotations(C, eval_str=True, format=Format.STRING), lambda: ForwardRef("x(").evaluate()):
    try: call()
    except Exception as e: print(type(e).__name__, e)
def s(a: "int", b: "list[C]"): pass
print(get_annotations(s), get_annotations(s, eval_str=True))
print(list(Format), annotationlib.type_repr(int), annotationlib.type_repr(f), annotationlib.type_repr(...), annotationlib.annotations_to_string({"a": int, "b": "x"}))
print(ForwardRef("int").evaluate(), ForwardRef("list[C]").evaluate(globals=globals()), ForwardRef("q").evaluate(format=Format.FORWARDREF), ForwardRef("q") == ForwardRef("q"), ForwardRef("a", module="m"), ForwardRef("a", is_class=True))
type A = undef2
print(annotationlib.call_evaluate_function(A.evaluate_value, Format.STRING), annotationlib.call_evaluate_function(A.evaluate_value, Format.FORWARDREF))
print(annotationlib.call_annotate_function(C.__annotate__, Format.STRING), annotationlib.get_annotate_from_class_namespace(C.__dict__) is C.__annotate__)
