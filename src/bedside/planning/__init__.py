"""What `plan` is made of: the dose, the slots of a course, what a record says of it, and what there is to remark."""
