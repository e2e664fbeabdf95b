package kpi

// healthMetrics are those of account health, from counts: a published sample prints
// rates that its own counts do not give. [Limits] has the targets.
func healthMetrics() []Metric {
	const (
		amazon  = "Amazon account health"
		walmart = "Walmart seller performance standards"
		either  = "30 or 60 days, as the standard of the day says"
	)
	return []Metric{
		{Code: "order_defect_rate", Name: "Order defect rate (ODR)", Chinese: "订单缺陷率", Formula: written("orders_with_defect / orders"), Unit: Fraction, Window: "60 days", WindowDays: 60, Source: amazon, Good: LowerIsBetter},
		{Code: "cancellation_rate", Family: "cancellation_rate", Variant: "Amazon", Name: "Pre-fulfilment cancellation rate", Chinese: "配送前取消率", Formula: written("orders_cancelled / seller_fulfilled_orders"), Unit: Fraction, Window: "7 days", WindowDays: 7, Source: amazon, Good: LowerIsBetter},
		{Code: "late_shipment_rate_10", Family: "late_shipment_rate", Variant: "10 days", Name: "Late shipment rate", Chinese: "延迟发货率(10天)", Formula: written("orders_late / seller_fulfilled_orders"), Unit: Fraction, Window: "10 days", WindowDays: 10, Source: amazon, Good: LowerIsBetter},
		{Code: "late_shipment_rate_30", Family: "late_shipment_rate", Variant: "30 days", Name: "Late shipment rate", Chinese: "延迟发货率(30天)", Formula: written("orders_late / seller_fulfilled_orders"), Unit: Fraction, Window: "30 days", WindowDays: 30, Source: amazon, Good: LowerIsBetter},
		{Code: "valid_tracking_rate", Family: "valid_tracking_rate", Variant: "Amazon", Name: "Valid tracking rate", Chinese: "有效追踪率", Formula: written("shipments_tracked / shipments"), Unit: Fraction, Window: "30 days", WindowDays: 30, Source: amazon, Good: HigherIsBetter},
		{Code: "on_time_delivery_rate", Family: "on_time_delivery_rate", Variant: "Amazon", Name: "On-time delivery rate", Chinese: "准时送达率", Formula: written("shipments_on_time / shipments_tracked"), Unit: Fraction, Source: amazon, Good: HigherIsBetter},
		{Code: "invoice_defect_rate", Name: "Invoice defect rate", Chinese: "发票缺陷率", Formula: written("orders_without_invoice / business_orders"), Unit: Fraction, Source: amazon, Good: LowerIsBetter},
		{Code: "walmart_cancellation_rate", Family: "cancellation_rate", Variant: "Walmart", Name: "Cancellation rate", Chinese: "沃尔玛取消率", Formula: written("orders_cancelled / seller_fulfilled_orders"), Unit: Fraction, Window: either, Source: walmart, Good: LowerIsBetter},
		{Code: "walmart_on_time_delivery_rate", Family: "on_time_delivery_rate", Variant: "Walmart", Name: "On-time delivery rate", Chinese: "沃尔玛准时送达率", Formula: written("shipments_on_time / shipments_tracked"), Unit: Fraction, Window: either, Source: walmart, Good: HigherIsBetter},
		{Code: "walmart_valid_tracking_rate", Family: "valid_tracking_rate", Variant: "Walmart", Name: "Valid tracking rate", Chinese: "沃尔玛有效追踪率", Formula: written("shipments_tracked / shipments"), Unit: Fraction, Window: either, Source: walmart, Good: HigherIsBetter},
		{Code: "walmart_response_rate", Name: "Seller response rate, 48 hours", Chinese: "沃尔玛48小时回复率", Formula: written("messages_answered / messages"), Unit: Fraction, Window: either, Source: walmart, Good: HigherIsBetter},
		{Code: "walmart_refund_rate", Name: "Refund rate, by orders", Chinese: "沃尔玛退款率", Formula: written("orders_refunded / orders"), Unit: Fraction, Window: either, Source: walmart, Good: LowerIsBetter},
		{Code: "walmart_negative_feedback_rate", Name: "Negative feedback rate", Chinese: "沃尔玛差评率", Formula: written("orders_with_negative_feedback / orders"), Unit: Fraction, Window: either, Source: walmart, Good: LowerIsBetter},
		{Code: "walmart_return_rate", Name: "Return rate, by orders", Chinese: "沃尔玛退货率", Formula: written("orders_returned / orders"), Unit: Fraction, Window: either, Source: walmart, Good: LowerIsBetter},
		{Code: "walmart_not_received_rate", Name: "Item not received rate", Chinese: "沃尔玛未收到货率", Formula: written("orders_not_received / orders"), Unit: Fraction, Window: either, Source: walmart, Good: LowerIsBetter},
	}
}
