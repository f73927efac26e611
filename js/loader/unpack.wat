;; Turns the text of `scripts/inline.mjs` back into the program, where it lies. The loop runs over every
;; byte once, before anything else does: as JavaScript, which a browser only interprets then, it was a
;; fifth of the whole start (docs/architecture.md, "Steps").
;;
;; Every byte of this module is ASCII, so that it needs no unpacking itself; hence the limit comes from
;; outside, and no number here is above 63.
(module
  (memory (export "m") 1)
  ;; What stands for the characters that are kept out: 123 to 127, which are 4 to 8 above the limit.
  (data (i32.const 4) "\n\r\"<\\")
  ;; The text is at 9; `$limit` is 119. Gives the length of the program.
  (func (export "u") (param $length i32) (param $limit i32) (result i32)
    (local $in i32) (local $out i32) (local $code i32) (local $upper i32)
    (loop $next
      (local.set $code (i32.sub (i32.load8_u offset=9 (local.get $in)) (local.get $limit)))
      (if (i32.gt_s (local.get $code) (i32.const 3))
        (then (local.set $code (i32.sub (i32.load8_u (local.get $code)) (local.get $limit)))))
      (if (i32.gt_s (local.get $code) (i32.const 0))
        (then (local.set $upper (i32.add (i32.shl (local.get $code) (i32.const 6)) (i32.const 55))))
        (else
          (i32.store8 offset=9 (local.get $out)
            (i32.sub (i32.add (i32.add (local.get $upper) (local.get $limit)) (local.get $code)) (i32.const 1)))
          (local.set $upper (i32.const 0))
          (local.set $out (i32.add (local.get $out) (i32.const 1)))))
      (br_if $next
        (i32.lt_u (local.tee $in (i32.add (local.get $in) (i32.const 1))) (local.get $length))))
    (local.get $out)))
