;; Turns the text of `scripts/inline.mjs` back into the program, where it lies. The loop runs over every
;; byte once, before anything else does: as JavaScript, which a browser only interprets then, it was a
;; fifth of the whole start (docs/architecture.md, "Steps").
;;
;; Every byte of this module is ASCII, so that it needs no unpacking itself; hence a number above 63 comes
;; from outside.
(module
  (memory (export "m") 1)
  ;; By character, what changes it into the byte it stands for: 31 for the characters of `SWAPPED`.
  (data (i32.const 0) "\1f\00\00\00\00\00\00\00\00\00\1f\00\00\1f\00\00\00\00\1f\00\00\1f\00\00\00\00\00\00\00\00\00\1f\00\00\1f\1f\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\1f\1f")
  ;; The text is from `$in` to `$end`; `$more` is what a `*` adds. Gives where the program ends.
  (func (export "u") (param $in i32) (param $end i32) (param $more i32) (result i32)
    (local $out i32) (local $code i32) (local $change i32)
    (local.set $out (local.get $in))
    (loop $next
      (if (i32.eq (local.tee $code (i32.load8_u (local.get $in))) (i32.const 42))
        (then (local.set $change (i32.add (local.get $change) (local.get $more))))
        (else
          (i32.store8 (local.get $out)
            (i32.xor (i32.xor (local.get $code) (i32.load8_u (local.get $code))) (local.get $change)))
          (local.set $change (i32.const 0))
          (local.set $out (i32.add (local.get $out) (i32.const 1)))))
      (br_if $next (i32.lt_u (local.tee $in (i32.add (local.get $in) (i32.const 1))) (local.get $end))))
    (local.get $out)))
