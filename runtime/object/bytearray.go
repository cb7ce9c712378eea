package object

import "slices"

// part is the bytes from start to stop as an object of their own. Of a large bytes
// it shares the memory, unless it would keep more alive than it is itself.
func (o *Bytes) part(start, stop int) Value {
	n := stop - start
	if o.typ.Flags&BytesSub != 0 && !o.typ.IsSubtype(ByteArrayType) && n >= 4096 {
		if kept := o.head + len(o.B) - n; kept <= n {
			return Of(&Bytes{Header: StaticHeader(BytesType), B: o.B[start:stop:stop], head: kept})
		}
	}
	return sameBytes(Of(o), append([]byte(nil), o.B[start:stop]...))
}

// splice puts data in the place of the bytes from start to stop. What is deleted at
// the beginning stays until it is more than the rest, so that taking small pieces
// off a large buffer does not move the rest each time.
func (o *Bytes) splice(start, stop int, data []byte) {
	if start > 0 || len(data) > stop {
		o.B = slices.Replace(o.B, start, stop, data...)
	} else {
		stop -= len(data)
		copy(o.B[stop:], data)
		o.B = o.B[stop:]
		o.head += stop
	}
	if o.head > len(o.B) || cap(o.B) > 4*len(o.B)+1024 {
		o.B, o.head = append([]byte(nil), o.B...), 0
	}
}

func bytearraySetItem(t *Thread, v, k, x Value) error {
	o := (*Bytes)(v.p)
	if k.Is(SliceType) {
		start, stop, step, n, err := (*Slice)(k.p).Indices(t, len(o.B))
		if err != nil {
			return err
		}
		var data []byte
		if x.Valid() {
			if AsStr(x) != nil || x.Type().slots.Index != nil {
				return t.Raisef(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
			}
			if data, err = t.bytesOf("bytearray", []Value{x}, nil); err != nil {
				return err
			}
		}
		if step < 0 && !x.Valid() {
			start, step = start+(n-1)*step, -step
		}
		if step == 1 {
			stop = max(stop, start)
			if err := t.resize(v, len(o.B)-(stop-start)+len(data)); err != nil {
				return err
			}
			o.splice(start, stop, data)
			return nil
		}
		if !x.Valid() {
			if err := t.resize(v, len(o.B)-n); err != nil {
				return err
			}
			var keep []byte
			for i, c := range o.B {
				d := i - start
				if !(step > 0 && d >= 0 && d%step == 0 && d/step < n) {
					keep = append(keep, c)
				}
			}
			o.B = keep
			return nil
		}
		if len(data) != n {
			return t.Raisef(ValueError, "attempt to assign bytes of size %d to extended slice of size %d", len(data), n)
		}
		for i, c := range data {
			o.B[start+i*step] = c
		}
		return nil
	}
	var c byte
	var err error
	if x.Valid() {
		if c, err = t.byteVal(x); err != nil {
			return err
		}
	}
	if k.Type().slots.Index == nil {
		return t.Raisef(TypeError, "bytearray indices must be integers or slices, not %s", k.Type().TpName())
	}
	if k, err = t.plainIndex(k); err != nil {
		return err
	}
	i, err := t.seqIndex(k, len(o.B), "bytearray")
	if err != nil {
		return err
	}
	if !x.Valid() {
		if err := t.resize(v, len(o.B)-1); err != nil {
			return err
		}
		o.B = append(o.B[:i], o.B[i+1:]...)
		return nil
	}
	o.B[i] = c
	return nil
}
