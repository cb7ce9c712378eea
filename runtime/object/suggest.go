package object

// Suggest finds the candidate closest to a misspelt name, as CPython's
// _compute_suggestion_error does: edit distance with cheap case changes.
func Suggest(wrong string, candidates []string) string {
	const move, caseCost = 2, 1
	if len(wrong) > 40 || len(candidates) > 750 {
		return ""
	}
	best, bestDist := "", 1<<30
	for _, c := range candidates {
		if c == wrong || c == "" {
			continue
		}
		limit := (len(c) + len(wrong) + 3) * move / 6
		if bestDist-1 < limit {
			limit = bestDist - 1
		}
		d := editDistance(wrong, c, limit, move, caseCost)
		if d > limit {
			continue
		}
		if best == "" || d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

func editDistance(a, b string, limit, move, caseCost int) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "" || b == "" {
		return move * (len(a) + len(b))
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*move > limit {
		return limit + 1
	}
	sub := func(x, y byte) int {
		if x == y {
			return 0
		}
		if x|0x20 == y|0x20 && x|0x20 >= 'a' && x|0x20 <= 'z' {
			return caseCost
		}
		return move
	}
	row := make([]int, len(a))
	for i := range row {
		row[i] = (i + 1) * move
	}
	res := 0
	for i := 0; i < len(b); i++ {
		dist := i * move
		res = dist
		minimum := 1 << 30
		for j := 0; j < len(a); j++ {
			s := dist + sub(b[i], a[j])
			dist = row[j]
			indel := min(res, dist) + move
			res = min(indel, s)
			row[j] = res
			minimum = min(minimum, res)
		}
		if minimum > limit {
			return limit + 1
		}
	}
	return res
}

// unexpectedKeyword is the error of a call by a name that the function does not have.
func (t *Thread) unexpectedKeyword(fn, name string, known []string) error {
	if s := Suggest(name, known); s != "" {
		return t.Raisef(TypeError, "%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", fn, name, s)
	}
	return t.Raisef(TypeError, "%s() got an unexpected keyword argument '%s'", fn, name)
}

// UnexpectedKeyword is that error for functions that read their arguments themselves.
func (t *Thread) UnexpectedKeyword(fn, name string, known ...string) error {
	return t.unexpectedKeyword(fn, name, known)
}
