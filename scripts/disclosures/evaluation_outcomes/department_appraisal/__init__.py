"""Department appraisal (政府部门工作评议)."""
