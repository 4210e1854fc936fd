/** 配件目录、价格、上下限、代管、各处库存。 */
export const stockroom = {};
