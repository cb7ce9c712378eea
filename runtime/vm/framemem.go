package vm

import (
	"reflect"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// makeFrame allocates a frame of a size class with its registers.
func (st *State) makeFrame(c *code.Code, k uint8) *Frame {
	var f *Frame
	switch {
	case k == coroClass:
		if f = st.spareCoroutine(c.NumRegs); f == nil {
			f = makeCoroutine(c)
		}
		return f
	case k == 0:
		f = &(&struct {
			f  Frame
			at [4]Value
		}{}).f
	case k == 1:
		f = &(&struct {
			f  Frame
			at [8]Value
		}{}).f
	case k == 2:
		f = &(&struct {
			f  Frame
			at [16]Value
		}{}).f
	case k == frameClasses:
		f = (*Frame)(newSized(c, reflect.TypeFor[Frame](), c.NumRegs))
		k = exactFrame
	default:
		f = (*Frame)(newSized(c, reflect.TypeFor[Frame](), 4<<k))
	}
	f.class = k
	f.Header = object.NewHeader(FrameType)
	f.SetFlags(object.Holds)
	return f
}

// makeCoroutine allocates a generator and its frame, with just the registers that
// the frame needs.
func makeCoroutine(c *code.Code) *Frame {
	var x *coroutine
	switch n := c.NumRegs; {
	case n <= 1:
		x = &(&struct {
			coroutine
			at [1]Value
		}{}).coroutine
	case n == 2:
		x = &(&struct {
			coroutine
			at [2]Value
		}{}).coroutine
	case n == 3:
		x = &(&struct {
			coroutine
			at [3]Value
		}{}).coroutine
	case n == 4:
		x = &(&struct {
			coroutine
			at [4]Value
		}{}).coroutine
	case n == 5:
		x = &(&struct {
			coroutine
			at [5]Value
		}{}).coroutine
	case n == 6:
		x = &(&struct {
			coroutine
			at [6]Value
		}{}).coroutine
	case n == 7:
		x = &(&struct {
			coroutine
			at [7]Value
		}{}).coroutine
	case n == 8:
		x = &(&struct {
			coroutine
			at [8]Value
		}{}).coroutine
	default:
		x = (*coroutine)(newSized(c, reflect.TypeFor[coroutine](), n))
	}
	f := &x.f
	f.class = coroFrame
	f.Header = object.NewHeader(FrameType)
	f.SetFlags(object.Holds)
	return f
}

// newSized allocates a structure of a head and n registers. The type is made once
// for a code object.
func newSized(c *code.Code, head reflect.Type, n int) unsafe.Pointer {
	if c.Layout == nil {
		c.Layout = reflect.StructOf([]reflect.StructField{
			{Name: "Head", Type: head},
			{Name: "At", Type: reflect.ArrayOf(n, reflect.TypeFor[Value]())},
		})
	}
	return reflect.New(c.Layout).UnsafePointer()
}
